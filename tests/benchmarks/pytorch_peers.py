"""The same probed training step in PyTorch: as tutorials write it, with hooks, and by hand without autograd.

Both start from our weights, take the same plain SGD step, and read the same five numbers a layer.
"""

import torch
from torch import nn

torch.set_num_threads(1)


def tensors(arrays):
    return [torch.tensor(array) for array in arrays]


class WithHooks:
    """nn.Sequential of Linear and ReLU; forward hooks on the activations, backward hooks on the deltas, param.grad read."""

    def __init__(self, weights, biases, x, y, learning_rate):
        self.x, self.y = torch.tensor(x), torch.tensor(y)
        self.model = self._model(tensors(weights), tensors(biases))
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=learning_rate)
        self.loss = nn.CrossEntropyLoss()
        self.read = {}

    def _model(self, weights, biases):
        layers = []
        for place, (matrix, bias) in enumerate(zip(weights, biases)):
            linear = nn.Linear(*matrix.shape)
            linear.weight.data, linear.bias.data = matrix.T.contiguous(), bias
            linear.register_full_backward_hook(self._backward_hook(place))
            activation = nn.ReLU()
            activation.register_forward_hook(self._forward_hook(place))
            layers += [linear, activation]
        return nn.Sequential(*layers[:-1])

    def _forward_hook(self, place):
        def hook(module, inputs, output):
            self.read["activation", place] = (
                output.mean().item(),
                output.std().item(),
                (output == 0).float().mean().item(),
            )

        return hook

    def _backward_hook(self, place):
        def hook(module, gradient_in, gradient_out):
            self.read["delta", place] = gradient_out[0].square().mean().sqrt().item()

        return hook

    def __call__(self):
        self.optimizer.zero_grad()
        self.loss(self.model(self.x.requires_grad_()), self.y).backward()
        gradients = [
            parameter.grad.square().mean().sqrt().item() for parameter in self.model.parameters() if parameter.ndim == 2
        ]
        self.optimizer.step()
        return self.read, gradients


class ByHand:
    """The same formulas as ours, in torch operations that write into kept memory, without autograd."""

    def __init__(self, weights, biases, x, y, learning_rate):
        self.x, self.y, self.learning_rate = torch.tensor(x), torch.tensor(y), learning_rate
        self.weights, self.biases = tensors(weights), tensors(biases)
        self.zs = [torch.empty(len(x), matrix.shape[1]) for matrix in self.weights]
        self.activations = [torch.empty_like(z) for z in self.zs[:-1]]
        self.deltas = [torch.empty_like(z) for z in self.zs[:-1]]
        self.rows = torch.arange(len(x))

    @torch.no_grad()
    def __call__(self):
        signal = self.x
        for layer, (matrix, bias, z) in enumerate(zip(self.weights, self.biases, self.zs)):
            torch.addmm(bias, signal, matrix, out=z)
            signal = z if layer == len(self.activations) else torch.clamp(z, min=0, out=self.activations[layer])
        delta = torch.softmax(signal, dim=1)
        delta[self.rows, self.y] -= 1
        deltas = [delta]
        for layer in reversed(range(len(self.activations))):
            delta = torch.mm(delta, self.weights[layer + 1].T, out=self.deltas[layer])
            delta.mul_(self.zs[layer] > 0)
            deltas.insert(0, delta)
        return self._update_and_read(deltas)

    def _update_and_read(self, deltas):
        read = []
        for layer, delta in enumerate(deltas):
            signal = self.activations[layer - 1] if layer else self.x
            gradient = torch.mm(signal.T, delta).div_(len(delta))
            if layer < len(self.activations):
                a = self.activations[layer]
                numbers = (
                    delta.square().mean().sqrt(),
                    gradient.square().mean().sqrt(),
                    a.mean(),
                    a.std(),
                    (a == 0).float().mean(),
                )
                read.append(torch.stack(numbers).tolist())
            self.weights[layer].sub_(gradient, alpha=self.learning_rate)
            self.biases[layer].sub_(delta.mean(dim=0), alpha=self.learning_rate)
        return read
